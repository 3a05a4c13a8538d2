package shop.orders

allow if member(input.user)
