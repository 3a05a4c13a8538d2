package shop.orders

greeting := $"hello {name}"
