package shop.orders

input := 1
