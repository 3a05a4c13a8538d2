package shop.orders

allow if count(reversed(input.list)) > 1
