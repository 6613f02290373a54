local s = ('key = value; list=(1,(2,3))'):gsub('(%w+)%s*=%s*(%w*)', {key = 'k'})
for a, b in s:gmatch('()%f[%w](%w-)[^%s%]]') do s = s .. a end
s:gsub('%b()', function(x) return wait(x) end, 2)
print(string.format('%5.2f %q %s %-10d %a', 1.5, 'a\0', s, 3, 2.0), s:rep(3, ','):find('k', 2, true))
return string.pack('<i4 s2 z', 7, 'ab', 'c'), utf8.char(228, 0x7FFFFFFF), table.concat({1, 2, s}, ',')
