it("is left out", function() error "it runs" end)
it.only("is the only one", function() end)
