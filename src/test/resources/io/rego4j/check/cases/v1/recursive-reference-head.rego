package shop.orders

tree.left := tree.right

tree.right := tree.left
