"""Every code once, with the sets of them that have a name of their own; a file a subject.

The store's constraints, the rules, the filters and the German words all speak of these. Nothing
but the standard library is loaded here: START and the command line read codes before anything else.
"""
