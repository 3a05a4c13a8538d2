package shop.orders

names[x] { input.a }
