package shop.orders

names[x] { x := 1 }

names = 2
