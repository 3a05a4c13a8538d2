package shop.orders

prices[x] := 1 if some x in input.list

prices.of(a) := a
