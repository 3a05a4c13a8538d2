package shop.orders

allow if user in input.users
