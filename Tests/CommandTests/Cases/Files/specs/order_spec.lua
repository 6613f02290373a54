for number = 1, 8 do
  it("number " .. number, function() expect(number).never:to_be(6) expect(number).never:to_be(7) end)
end
