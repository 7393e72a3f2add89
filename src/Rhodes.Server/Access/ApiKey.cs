using System.Security.Cryptography;

namespace Rhodes.Server.Access;

/// <summary>A key as its user has it: <c>rhodes_ID_SECRET</c>. Shown once; the log has only a hash of it.</summary>
public static class ApiKey
{
    private const string Prefix = "rhodes_";
    private const int IdLength = 10, SecretLength = 43;   // 62^43: 256 bits
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static (string Id, string Key) Make()
    {
        var id = RandomNumberGenerator.GetString("0123456789abcdefghijklmnopqrstuvwxyz", IdLength);
        return (id, $"{Prefix}{id}_{RandomNumberGenerator.GetString(Letters, SecretLength)}");
    }

    /// <returns>Null when the text is no key.</returns>
    public static string? IdOf(string text) =>
        text.Length == Prefix.Length + IdLength + 1 + SecretLength && text.StartsWith(Prefix, StringComparison.Ordinal) && text[Prefix.Length + IdLength] == '_'
            ? text.Substring(Prefix.Length, IdLength) : null;
}
