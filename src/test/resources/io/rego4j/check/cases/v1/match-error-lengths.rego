package shop.orders

allow if [a, b] = [1, 2, 3]
