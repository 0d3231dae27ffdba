"""The workbench in the browser: one table of routes, a door that lets only its own pages in, work in other processes.

Pages and answers come from the report's own blocks; texts are kept by the store. Nothing is computed here.
"""
