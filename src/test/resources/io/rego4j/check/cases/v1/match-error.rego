package shop.orders

allow if 1 == "one"
