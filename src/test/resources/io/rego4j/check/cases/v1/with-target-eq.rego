package shop.orders

allow if input.a with eq as 1
