package shop.orders

size := count(input.a, input.b, input.c)
