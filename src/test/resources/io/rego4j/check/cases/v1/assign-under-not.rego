package shop.orders

allow if not x := 1
