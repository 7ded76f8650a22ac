"""Options that take several files: `--document FILE…`."""

import click


class Variadic(click.Command):
    """A command whose options named in `several` take every word up to the next option."""

    several: tuple[str, ...] = ("--document", "--checks")

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give each file its option back, so that click reads on as ever.

        Where that leaves no word for the command's own argument, the last file is it (`--document A B ARTICLE`).
        """
        return super().parse_args(ctx, self._spread(args))

    def _spread(self, args: list[str]) -> list[str]:
        names = [name for parameter in self.params for name in parameter.opts if name in self.several]
        takes_value = {
            name
            for parameter in self.params
            if isinstance(parameter, click.Option) and not parameter.is_flag
            for name in parameter.opts
        }
        wants = any(isinstance(parameter, click.Argument) and parameter.required for parameter in self.params)
        result: list[str] = []
        own = 0
        last_spread = -1
        current = ""
        at = 0
        while at < len(args):
            word = args[at]
            if word == "--":
                own += len(args) - at - 1
                result.extend(args[at:])
                break
            if word in names:
                current = word
                result.extend(args[at : at + 2])
            elif word in takes_value:
                current = ""
                result.extend(args[at : at + 2])
            elif word.startswith("-") and word != "-":
                current = next((name for name in names if word.startswith(f"{name}=")), "")
                result.append(word)
                at += 1
                continue
            elif current:
                last_spread = len(result)
                result.extend((current, word))
                at += 1
                continue
            else:
                own += 1
                result.append(word)
                at += 1
                continue
            at += 2
        if wants and not own and last_spread >= 0:
            result.append(result.pop(last_spread + 1))
            del result[last_spread]
        return result
