package shop.orders

level := 1 if input.a

else := level
