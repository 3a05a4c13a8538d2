package operands

a[[1 | x or (y or z)]] := 1 if data.a

b[[1 | x or { y == 1; z }]] := 2 if data.a

c[[1 | not { x == 1; y }]] := 3 if data.a

d[[1 | not (x and y)]] := 4 if data.a

e[[1 | (x or y) and (z and not x)]] := 5 if data.a

f[[1 | ({1} & x) or ({y: z}[0])]] := 6 if data.a
