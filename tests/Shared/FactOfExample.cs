namespace Rhodes.Tests.Shared;

/// <summary>A fact about a file of the examples; skipped, by name, in a copy of the sources without that file.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactOfExampleAttribute : FactAttribute
{
    public FactOfExampleAttribute(string example, string file)
    {
        (Example, File) = (example, file);
        if (!System.IO.File.Exists(Repository.Place("examples", example, file))) Skip = $"examples/{example}/{file} is not here";
    }

    public string Example { get; }

    public string File { get; }
}
