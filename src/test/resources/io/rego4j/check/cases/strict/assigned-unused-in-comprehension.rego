package shop.orders

all := [y | some y in input.a; z := 3]
