"""The engines that hold the index: one interface, an embedded and a clustered one."""
