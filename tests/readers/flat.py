"""The rows of each flat table, made from the JSON of an article alone: what every other format is compared with."""


def text(value, *path):
    """A value at the end of a path of fields, of which any may be missing."""
    for field in path:
        value = None if value is None else value[field]
    return value


def place(record):
    """Where a record stands."""
    section = record["at"]["section"]
    return {"line": record["at"]["line"], "section": section[-1] if section else None}


def team(prefix, value):
    """The three columns of a team."""
    return {prefix: text(value, "name"), f"{prefix}_link": text(value, "link"), f"{prefix}_country": text(value, "country")}


def two(prefix, value):
    """Two columns for two numbers in the order written."""
    first, second = value or (None, None)
    return {f"{prefix}1": first, f"{prefix}2": second}


def sides(suffix, value):
    """Two columns for the numbers of the home and of the away side."""
    return {f"home_{suffix}": text(value, "home"), f"away_{suffix}": text(value, "away")}


def dates(value):
    """Two columns for the first and the last day."""
    return {"date_from": text(value, "from"), "date_to": text(value, "to")}


def country(value):
    """A country by its code, else by its name."""
    return text(value, "code") or text(value, "name")


def player(value):
    """The two columns of a player."""
    return {"player": text(value, "name"), "player_link": text(value, "link")}


def without(columns, *names):
    """All columns but some that a table does not have."""
    return {name: value for name, value in columns.items() if name not in names}


def articles(article):
    info, competition = article["article"], article["competition"]
    yield {
        **{name: info[name] for name in ("language", "page_id", "timestamp", "dialect")},
        "competition": competition["name"],
        **{name: competition[name] for name in ("season", "teams", "matches", "goals", "attendance")},
        **dates(competition["dates"]),
        "champions": text(competition["champions"], "name"),
        "runner_up": text(competition["runner_up"], "name"),
    }


def matches(article):
    for match in article["matches"]:
        venue, referee, kickoff = match["venue"], match["referee"], match["kickoff"]
        same = ("id", "stage", "round", "group", "leg", "date", "extra_time", "status", "attendance")
        yield {
            **place(match),
            **{name: match[name] for name in same + ("reports", "notes", "disputed")},
            "match_number": match["number"],
            "kickoff_local": text(kickoff, "local"),
            "kickoff_utc_offset": text(kickoff, "utc_offset"),
            "kickoff_utc": text(kickoff, "utc"),
            **team("home", match["home"]),
            **team("away", match["away"]),
            **sides("score", match["score"]),
            **sides("half_time", match["half_time"]),
            **sides("shootout", match["shootout"]),
            "stadium": text(venue, "stadium"),
            "city": text(venue, "city"),
            "venue_country": text(venue, "country"),
            "referee": text(referee, "name"),
            "referee_country": text(referee, "country"),
            "claims": len(match["claims"]),
        }


def goals(article):
    for match in article["matches"]:
        for number, goal in enumerate(match["goals"], 1):
            same = ("side", "minute", "stoppage", "kind")
            yield {
                "line": match["at"]["line"],
                "match_id": match["id"],
                "number": number,
                **player(goal["player"]),
                **{name: goal[name] for name in same},
            }


def kicks(article):
    for match in article["matches"]:
        for number, kick in enumerate(text(match["shootout"], "kicks") or [], 1):
            yield {
                "line": match["at"]["line"],
                "match_id": match["id"],
                "number": number,
                "side": kick["side"],
                **player(kick["player"]),
                "scored": kick["scored"],
            }


def ties(article):
    for tie in article["ties"]:
        yield {
            **place(tie),
            **{name: tie[name] for name in ("id", "round", "decided_by", "notes", "disputed")},
            **team("team1", tie["teams"][0]),
            **team("team2", tie["teams"][1]),
            **two("aggregate", tie["aggregate"]),
            **two("shootout", tie["shootout"]),
            "winner": None if tie["winner"] is None else tie["winner"] + 1,
        }


def legs(article):
    for tie in article["ties"]:
        for number, leg in enumerate(tie["legs"], 1):
            yield {
                "line": tie["at"]["line"],
                "tie_id": tie["id"],
                "leg": number,
                **two("score", leg["score"]),
                "status": leg["status"],
                "match_id": leg["match_id"],
            }


def bracket_slots(article):
    for bracket_number, bracket in enumerate(article["brackets"], 1):
        for round_number, played in enumerate(bracket["rounds"], 1):
            for number, slot in enumerate(played["slots"], 1):
                same = ("scores", "aggregate", "shootout", "away_goals", "walkover", "bye")
                yield {
                    **place(slot),
                    "bracket_number": bracket_number,
                    "round_number": round_number,
                    "round": played["name"],
                    "slot": number,
                    **team("team", slot["team"]),
                    **{name: slot[name] for name in same},
                }


def standings(article):
    for table_number, table in enumerate(article["standings"], 1):
        for number, row in enumerate(table["rows"], 1):
            same = ("position", "played", "won", "drawn", "lost", "goals_for", "goals_against", "difference", "points")
            yield {
                **place(row),
                "table_number": table_number,
                "row": number,
                "stage": table["stage"],
                "group": table["group"],
                **team("team", row["team"]),
                **{name: row[name] for name in same + ("start_points", "adjustment", "status", "outcome")},
            }


def results(article):
    for matrix_number, matrix in enumerate(article["results"], 1):
        for number, cell in enumerate(matrix["cells"], 1):
            yield {
                **place(cell),
                "matrix_number": matrix_number,
                "cell": number,
                "stage": matrix["stage"],
                "group": matrix["group"],
                **without(team("home", matrix["teams"][cell["home"]]), "home_country"),
                **without(team("away", matrix["teams"][cell["away"]]), "away_country"),
                "leg": cell["leg"],
                **sides("score", cell["score"]),
                "status": cell["status"],
            }


def scorers(article):
    for number, scorer in enumerate(article["scorers"], 1):
        yield {
            **place(scorer),
            "row": number,
            **{name: scorer[name] for name in ("rank", "per_round", "total", "own_goals", "notes")},
            **player(scorer["player"]),
            "country": country(scorer["country"]),
            **without(team("team", scorer["team"]), "team_country"),
        }


def schedule(article):
    for number, row in enumerate(article["schedule"], 1):
        yield {
            **place(row),
            "row": number,
            **{name: row[name] for name in ("kind", "stage", "round", "leg", "time", "venue")},
            **dates(row["dates"]),
        }


def teams(article):
    for number, entry in enumerate(article["teams"], 1):
        yield {
            **place(entry),
            "row": number,
            **{name: entry[name] for name in ("list", "pot", "group", "entry_round", "qualifying_method")},
            **team("team", entry["team"]),
            "association": text(entry["association"], "name"),
            "association_code": text(entry["association"], "code"),
        }


def squads(article):
    for number, person in enumerate(article["squads"], 1):
        same = ("number", "position", "name", "link", "captain", "birth_date", "birth_year", "age", "age_on", "caps")
        yield {
            **place(person),
            "row": number,
            **without(team("team", person["team"]), "team_country"),
            **{name: person[name] for name in same + ("goals", "latest", "appearances", "coaches", "notes")},
            "nationality": country(person["nationality"]),
            **team("club", person["club"]),
        }


def lineups(article):
    for number, person in enumerate(article["lineups"], 1):
        same = ("match_id", "role", "number", "position", "name", "link", "country", "captain", "cards")
        yield {
            **place(person),
            "row": number,
            **without(team("team", person["team"]), "team_country"),
            **{name: person[name] for name in same},
            "on_minute": text(person["on"], "minute"),
            "on_stoppage": text(person["on"], "stoppage"),
            "off_minute": text(person["off"], "minute"),
            "off_stoppage": text(person["off"], "stoppage"),
        }


def statements(article):
    for number, statement in enumerate(article["statements"], 1):
        yield {
            **place(statement),
            "row": number,
            **{name: statement[name] for name in ("kind", "sentence", "round", "winner", "loser", "decided_by")},
            "counts": {count["of"]: count["value"] for count in statement["counts"]},
        }


def unread(article):
    for number, record in enumerate(article["unread"], 1):
        yield {
            **place(record),
            "row": number,
            "column": record["at"]["column"],
            **{name: record[name] for name in ("what", "name", "raw", "reason")},
        }


TABLES = (
    articles, matches, goals, kicks, ties, legs, bracket_slots, standings, results, scorers, schedule, teams, squads,
    lineups, statements, unread,
)  # fmt: skip


def findings(found):
    for number, finding in enumerate(found, 1):
        same = ("line", "column", "end_line", "end_column", "code", "name", "severity", "confidence", "message")
        yield {
            "row": number,
            **{name: finding[name] for name in same + ("related", "suspect", "fingerprint", "fix")},
        }


def tables(all_articles, all_findings):
    """All tables of a run: for each name its rows."""
    found = {"findings": []}
    for number, article in enumerate(all_articles, 1):
        info = article["article"]
        first = {"article": number, **{name: info[name] for name in ("path", "title", "revision")}}
        for table in TABLES:
            found.setdefault(table.__name__, []).extend({**first, **row} for row in table(article))
        of_article = [finding for finding in all_findings if finding["path"] == info["path"]]
        found["findings"].extend({**first, **row} for row in findings(of_article))
    return found
