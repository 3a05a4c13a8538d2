package shop.orders

s := set()

allow if s == {1}
