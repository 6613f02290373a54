local a <const>, b <close> = 1, nil
goto done
do local x = {1, [2] = 3, x = 'y'; ...} for i = 1, 10, 2 do if i > 3 then break end end end
::done::
local function f(a, ...) local t = {...} return #t, -a, not a, ~a, a // 2, a >> 1 end
function g(s) while s do s = false end repeat local x until true return f(3, 0x.8p1 + 1e3 .. 3) end
return g 'esc\x41\065\u{41}\z  end', [==[ long ]==], 2 ^ -3 <= 7 and (8 < 9 or 5 ~= 6), a & b | 1
