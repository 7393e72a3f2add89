using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rhodes.Cli.Client;

/// <summary>The servers that somebody knows, with their keys: <c>contexts.json</c> in <c>$XDG_CONFIG_HOME/rhodes</c>, which nobody but they can read.</summary>
internal sealed class ContextFile
{
    private const UnixFileMode Others = (UnixFileMode)0b000_111_111;

    private readonly string _path;
    private readonly SortedDictionary<string, SiteContext> _contexts = new(StringComparer.Ordinal);

    private ContextFile(string path) => _path = path;

    /// <summary>The one that commands use when nothing else is said; null: none.</summary>
    public string? Current { get; private set; }

    public IReadOnlyDictionary<string, SiteContext> Contexts => _contexts;

    /// <summary>Reads the file; one that is not there has nothing in it.</summary>
    /// <exception cref="ClientException">It cannot be read, others can read it, or it is not what was written.</exception>
    public static ContextFile Open(Terminal terminal)
    {
        ContextFile file = new(PathFor(terminal));
        try
        {
            if (!File.Exists(file._path)) return file;
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file._path) & Others) is not 0 and var mode)
                throw ClientException.BadInput($"{file._path}: others may use it ({mode}), and there are keys in it; expected it to be yours alone: chmod 600 {file._path}");
            file.Read(JsonNode.Parse(File.ReadAllBytes(file._path)) as JsonObject);
            return file;
        }
        catch (Exception no) when (no is IOException or UnauthorizedAccessException)
        {
            throw ClientException.BadInput($"{file._path}: cannot be read: {no.Message}");
        }
        catch (Exception no) when (no is JsonException or InvalidOperationException or FormatException)
        {
            throw ClientException.BadInput($"{file._path}: is not what 'rhodes login' writes: {no.Message} Remove it, and log in again.");
        }
    }

    public SiteContext Find(string where, string name)
    {
        if (_contexts.TryGetValue(name, out var found)) return found;
        var nearest = Core.Model.NearestName.Of(name, _contexts.Keys) is { } near ? $"; did you mean '{near}'?" : "";
        var known = _contexts.Count == 0 ? "there is none yet: 'rhodes login URL' makes one" : $"there are {string.Join(", ", _contexts.Keys.Take(12))}";
        throw ClientException.BadInput($"{where}: there is no context '{Plain.Text(name)}'; {known}{nearest}");
    }

    /// <summary>Keeps a context in place of one of its name, and makes it the current one.</summary>
    public void Keep(SiteContext context) => (_contexts[context.Name], Current) = (context, context.Name);

    public void Use(string name) => Current = Find("NAME", name).Name;

    public void Remove(string name)
    {
        _contexts.Remove(Find("NAME", name).Name);
        if (Current == name) Current = null;
    }

    /// <summary>Whole or not at all, and never for the eyes of others.</summary>
    public void Write()
    {
        var text = Json.Text(new JsonObject
        {
            ["current"] = Current,
            ["contexts"] = new JsonObject(_contexts.Values.Select(context => KeyValuePair.Create<string, JsonNode?>(context.Name, new JsonObject
            {
                ["url"] = SiteContext.Shorten(context.Url), ["key"] = context.Key, ["tenant"] = context.Tenant, ["user"] = context.User, ["plain_http"] = context.PlainHttp,
            }))),
        }) + "\n";
        var part = $"{_path}.{Environment.ProcessId}.part";
        try
        {
            var folder = Path.GetDirectoryName(_path)!;
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.Delete(part);
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (FileStream stream = new(part, options))
            {
                stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, _path, overwrite: true);
        }
        catch (Exception no) when (no is IOException or UnauthorizedAccessException)
        {
            throw ClientException.BadInput($"{_path}: cannot be written: {no.Message}");
        }
    }

    private static string PathFor(Terminal terminal) => Path.Combine(
        terminal.Variable("XDG_CONFIG_HOME") is { Length: > 0 } home ? home : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config"), "rhodes", "contexts.json");

    private void Read(JsonObject? file)
    {
        if (file?["contexts"] is not JsonObject contexts) throw new FormatException("it has no contexts.");
        foreach (var (name, value) in contexts)
        {
            if (value?["url"] is not { } url || value["key"] is not { } key) throw new FormatException($"'{name}' has no url or no key.");
            var plainHttp = value["plain_http"]?.GetValue<bool>() ?? false;
            _contexts[name] = new(name, SiteContext.ReadUrl($"{_path}: {name}", url.GetValue<string>(), plainHttp, "'rhodes login' with --plain-http"), key.GetValue<string>(),
                value["tenant"]?.GetValue<string>(), value["user"]?.GetValue<string>(), plainHttp);
        }

        Current = file["current"]?.GetValue<string>() is { } current && _contexts.ContainsKey(current) ? current : null;
    }
}
