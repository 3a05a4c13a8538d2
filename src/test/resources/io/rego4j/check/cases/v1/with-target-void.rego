package shop.orders

allow if input.a with print as 1
