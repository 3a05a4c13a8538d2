package shop.orders

all := [x | some x in all]
