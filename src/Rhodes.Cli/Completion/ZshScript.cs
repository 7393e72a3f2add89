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
              if [[ $PREFIX == -* ]]; then _describe option options; return; fi
              (( $#names )) && _describe command names && return
              _files
            }
            if [ "$funcstack[1]" = _rhodes ]; then _rhodes "$@"; else compdef _rhodes rhodes; fi

            """;
    }

    private static string Case(CommandWords command) =>
        $"    ('{command.Path}')\n      options=({Words(command.Options)})\n      names=({Words([.. command.Commands, .. command.Arguments.Select(value => new Word(value, ""))])}) ;;\n";

    private static string Words(IEnumerable<Word> words) => string.Join(' ', words.Select(word => word.Meaning.Length == 0 ? $"'{word.Text}'" : $"'{word.Text}:{Quoted(word.Meaning)}'"));

    private static string Quoted(string text) => text.Replace("'", "'\\''", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal);
}
