package shop.orders

discount := rate if input.member
