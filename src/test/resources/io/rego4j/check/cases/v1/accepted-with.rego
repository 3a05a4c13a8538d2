package shop.orders

allow if count(input.list) == 3 with input.list as [1, 2, 3] with count as 3
