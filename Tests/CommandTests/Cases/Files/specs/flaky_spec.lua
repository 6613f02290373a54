-- The seed decides, and each attempt has its own.
it("passes once in a while", function() expect(math.random(1, 4)):to_be(1) end)
it("never passes", function() expect(math.random(1, 4)):to_be(5) end)
it("has no other attempt", { retries = 0 }, function() expect(false):to_be(true) end)
