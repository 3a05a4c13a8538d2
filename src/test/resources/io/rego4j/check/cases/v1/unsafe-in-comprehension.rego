package shop.orders

totals := [x | x := input.prices[_] * rate]
