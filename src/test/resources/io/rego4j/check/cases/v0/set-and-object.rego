package shop.orders

names[x] { x := 1 }

names[x] = 2 { x := 3 }
