package shop.orders

list := ["a"]

allow if list.first
