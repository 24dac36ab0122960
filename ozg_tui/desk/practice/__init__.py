"""A desk to practise at: a store of its own, invented people, tasks that check themselves."""
