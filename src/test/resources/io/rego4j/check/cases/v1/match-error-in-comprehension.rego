package shop.orders

found := {x | x := 3; x == "3"}
