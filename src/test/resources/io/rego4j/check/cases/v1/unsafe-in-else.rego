package shop.orders

level := 1 if input.gold

else := bonus if input.silver
