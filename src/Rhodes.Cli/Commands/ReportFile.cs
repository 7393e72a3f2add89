using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Rhodes.Cli.Commands;

/// <summary>
/// The file of a report: opened before the run, so that a place where nothing can be written is told at once, and not touched
/// before there is something to write.
/// </summary>
internal sealed class ReportFile : IDisposable
{
    private readonly FileStream _file;
    private readonly bool _isNew;
    private bool _written;

    private ReportFile(FileStream file, bool isNew) => (_file, _isNew) = (file, isNew);

    /// <returns>False when it cannot be written; that was said then.</returns>
    public static bool TryOpen(string option, string path, Terminal terminal, [NotNullWhen(true)] out ReportFile? report)
    {
        report = null;
        var isNew = !File.Exists(path);
        if (!Loading.TryOpen(option, path, FileMode.OpenOrCreate, terminal, out var file)) return false;
        report = new(file, isNew);
        return true;
    }

    public void Write(string page)
    {
        _file.SetLength(0);
        _file.Write(Encoding.UTF8.GetBytes(page));
        _written = true;
    }

    public void Dispose()
    {
        _file.Dispose();
        if (_isNew && !_written) File.Delete(_file.Name);
    }
}
