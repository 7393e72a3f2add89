namespace Rhodes.Cli.Completion;

/// <summary>Completion for zsh, with what each word means.</summary>
internal static class ZshScript
{
    public static string Of(IReadOnlyList<CommandWords> commands)
    {
        var paths = string.Join('|', commands.Skip(1).Select(command => $"'{command.Path}'"));
        var cases = string.Concat(commands.Select(Case));
        return $$"""
            #compdef rhodes
            # Completion of rhodes {{Application.Version}} for zsh: rhodes completion zsh > "${fpath[1]}/_rhodes"
            _rhodes() {
              local at=rhodes word
              local -a options names
              for word in "${(@)words[2,CURRENT-1]}"; do
                [[ $word == -- ]] && { _files; return }
                case "$at $word" in
                  ({{paths}}) at="$at $word" ;;
                esac
              done
              case "$at" in
            {{cases}}  esac
              case "$at $words[CURRENT-1]" in
            {{string.Concat(commands.SelectMany(Values))}}  esac
              if [[ $PREFIX == -* ]]; then _describe option options; return; fi
              (( $#names )) && _describe command names && return
              _files
            }
            if [ "$funcstack[1]" = _rhodes ]; then _rhodes "$@"; else compdef _rhodes rhodes; fi

            """;
    }

    private static string Case(CommandWords command) =>
        $"    ('{command.Path}')\n      options=({Words(command.Options)})\n      names=({Words([.. command.Commands, .. command.Arguments.Select(value => new Word(value, ""))])}) ;;\n";

    /// <summary>What may stand behind an option; files, where only the user knows.</summary>
    private static IEnumerable<string> Values(CommandWords command)
    {
        foreach (var (option, values) in command.Values.Where(each => each.Value.Count > 0))
            yield return $"    ('{command.Path} {option}') names=({Words(values.Select(value => new Word(value, "")))}); _describe value names; return ;;\n";
        var free = command.Values.Where(each => each.Value.Count == 0).Select(each => $"'{command.Path} {each.Key}'").ToList();
        if (free.Count > 0) yield return $"    ({string.Join('|', free)}) _files; return ;;\n";
    }

    private static string Words(IEnumerable<Word> words) => string.Join(' ', words.Select(word => word.Meaning.Length == 0 ? $"'{word.Text}'" : $"'{word.Text}:{Quoted(word.Meaning)}'"));

    private static string Quoted(string text) => text.Replace("'", "'\\''", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal);
}
