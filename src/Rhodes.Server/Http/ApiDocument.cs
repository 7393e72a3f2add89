using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Rhodes.Server.Access;

namespace Rhodes.Server.Http;

/// <summary>The OpenAPI document, made from the endpoints themselves.</summary>
internal static class ApiDocument
{
    private const string Scheme = "key";

    public static void AddTo(IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Rhodes", Version = "v1", Description = "Sharing a GPU supercluster. Errors are problem details (RFC 9457) with a member 'code' for programs." };
            document.Servers?.Clear();
            document.Components ??= new();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key of a user: rhodes_…" };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (metadata.OfType<Needs>().FirstOrDefault() is { Right: not Right.Open } needs)
            {
                operation.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
                operation.Description = $"Needs the right to {needs.What}.";
            }

            if (metadata.OfType<TakesIdempotencyKey>().Any())
            {
                operation.Parameters ??= [];
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = Requests.KeyHeader, In = ParameterLocation.Header, Description = "The same key with the same request, sent again, does nothing again and gets the same answer.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 200 },
                });
            }

            if (metadata.OfType<TakesDocument>().FirstOrDefault() is { } takes) operation.RequestBody = BodyOf(takes);
            return Task.CompletedTask;
        });
    });

    /// <summary>The document's own schema stands in the project; here an object is promised, and the reader says what is wrong with it, with line and column.</summary>
    private static OpenApiRequestBody BodyOf(TakesDocument takes) => new()
    {
        Required = true,
        Description = $"{(takes.IsList ? "A list of documents" : "A document")} as people write {(takes.IsList ? "them" : "it")} into files, checked against {takes.Schema}.",
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/yaml"] = new() { Schema = SchemaOf(takes), Example = JsonValue.Create(takes.IsList
                ? "- kind: Job\n  name: hello\n  gang: { devices-per-node: 1 }\n  run: [echo, hello]\n"
                : "kind: Job\nname: hello\ngang: { devices-per-node: 1 }\nrun: [echo, hello]\n") },
            ["application/json"] = new() { Schema = SchemaOf(takes) },
        },
    };

    private static OpenApiSchema SchemaOf(TakesDocument takes) =>
        takes.IsList ? new() { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.Object } } : new() { Type = JsonSchemaType.Object };
}
