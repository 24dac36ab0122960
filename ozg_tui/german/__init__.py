"""How things read in German: words for codes, numbers with their nouns, months, people, widths.

Whoever shows something asks here, whatever the layer; nothing but the codes stands below.
"""
