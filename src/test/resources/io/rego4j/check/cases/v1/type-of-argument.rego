package shop.orders

allow if count(3) > 1
