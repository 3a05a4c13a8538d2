package shop.orders

allow if input.a with walk as 1
