describe("a block", function()
  it("is fine", function() end)
  error "this block cannot be"
end)
