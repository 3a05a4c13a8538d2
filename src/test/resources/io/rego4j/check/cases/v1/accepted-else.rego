package shop.orders

level := 1 if input.a

else := 2 if input.b

else := 3
