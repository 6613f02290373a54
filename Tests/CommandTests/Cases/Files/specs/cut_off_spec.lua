describe("a block", function()
  it("is not closed", function() end)
