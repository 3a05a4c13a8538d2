package shop.orders

all := [1 | some x; input.a]
