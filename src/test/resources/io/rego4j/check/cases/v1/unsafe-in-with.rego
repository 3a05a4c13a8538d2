package shop.orders

allow if input.member with input as stranger
