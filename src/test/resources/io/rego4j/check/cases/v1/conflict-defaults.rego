package shop.orders

default allow := true

default allow := false
