describe("a session #net", function()
  it("is created #fast", function() end)
  it("is joined", { tags = { "fast", "seats" } }, function() end)
  describe("that is full", function()
    it("refuses", { tags = "seats" }, function() end)
  end)
  it("has {members} of {seats} seats", cases {
    { members = 1, seats = 2 }, { members = 2, seats = 2 }, { members = 3, seats = 2 },
  }, function(case) expect(case.members):to_be_at_most(case.seats) end)
end)
it("stands alone", function() end)
