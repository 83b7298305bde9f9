"""A short plan of our own that has what ledgers must keep apart: who leads and who cooperates, two
lists in one clause, an aim stated twice, aims of two years, duties that recur, groups of bodies."""

from __future__ import annotations

PLAN = """一、总体目标
到2027年，光伏发电装机达到320万千瓦。到2030年，光伏发电装机达到500万千瓦以上。力争到2030年，森林覆盖率达到26%。
二、重点任务
（一）发展清洁能源
1.扩大光伏装机规模。到2027年，光伏发电装机达到320万千瓦。（市能源局牵头，市财政局、市自然资源局配合）
2.改造供热管网。到2030年，供热管网热损失较2020年下降5个百分点。（市住建局、市城市管理局等按职责分工负责）
（二）开展节水行动
3.推广节水器具，更换老旧水表。（市水利局负责）开展节水宣传，普及节水知识。（市教育局、市水利局按职责分工负责）
4.=SUM(A1:A9)是示例文字，应当按文字保留。（市统计局负责）
三、组织实施
各县（区、市）人民政府要加强组织领导。市水利局每年12月底前向市人民政府报告节水工作进展情况。
"""
