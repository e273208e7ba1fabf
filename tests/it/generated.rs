//! Entities as `sea-orm-cli` writes them: registered without an edit, read in full.

use expect_test::expect;
use tests::{TestApp, generated::Format};

/// A query of every field of every row: columns, keys of to-one fields, first page of lists.
pub(crate) async fn everything(app: &TestApp) -> String {
    let mut query = "{".to_owned();
    for root in app.fields_of("Query").await {
        let Some((name, connection)) = root.split_once(": ") else {
            continue;
        };
        let Some(type_name) = connection.strip_suffix("Connection!") else {
            continue;
        };
        query.extend([" ", name, " { totalCount nodes {"]);
        for field in app.fields_of(type_name).await {
            query += &selection(app, &field).await;
        }
        query += " } }";
    }
    query + " }"
}

async fn selection(app: &TestApp, field: &str) -> String {
    let (name, ty) = field.split_once(": ").expect("a field and its type");
    let ty = ty.trim_end_matches('!');
    if ty.ends_with("Connection") {
        return format!(" {name}(first: 2) {{ totalCount nodes {{ id }} }}");
    }
    let types = app.execute_with(
        "query($ty: String!) { __type(name: $ty) { kind } }",
        serde_json::json!({ "ty": ty }),
    );
    if types.await.data()["__type"]["kind"] == "OBJECT" {
        return format!(" {name} {{ id __typename }}");
    }
    format!(" {name}")
}

#[tokio::test]
async fn every_field_of_every_row_is_read_in_both_formats() {
    let compact = TestApp::generated(Format::Compact).await;
    let dense = TestApp::generated(Format::Dense).await;
    let query = everything(&compact).await;

    let answer = compact.execute(&query).await;

    assert_eq!(answer.errors(), []);
    assert_eq!(dense.execute(&query).await.to_string(), answer.to_string());
    assert_eq!(compact.sdl(), dense.sdl());
}

#[tokio::test]
async fn relations_are_inferred() {
    let app = TestApp::generated(Format::Compact).await;
    let mut fields = String::new();
    for type_name in [
        "Airline",
        "Airport",
        "CrewMember",
        "Flight",
        "Passenger",
        "Route",
        "RouteStop",
        "Ticket",
    ] {
        let list = app.fields_of(type_name).await.join("\n  ");
        fields.extend([type_name, "\n  ", &list, "\n"]);
    }

    expect![[r#"
        Airline
          id: ID!
          pk: BigInt!
          name: String!
          callsign: String
          country: Country!
          parent: Airline
          airlineSet: AirlineConnection!
          planeSet: PlaneConnection!
          routeSet: RouteConnection!
        Airport
          id: ID!
          pk: String!
          iata: String!
          name: String!
          latitude: Float!
          longitude: Float!
          elevationFt: Int
          openedOn: Date
          country: Country!
          baggageScanSet: BaggageScanConnection!
          routeSetByOrigin: RouteConnection!
          routeSetByDestination: RouteConnection!
          routeStopSet: RouteStopConnection!
        CrewMember
          id: ID!
          pk: BigInt!
          name: String!
          hiredOn: Date!
          supervisor: CrewMember
          crewMemberSet: CrewMemberConnection!
          flightSet: CrewMemberFlightSetConnection!
        Flight
          id: ID!
          pk: BigInt!
          airlineId: BigInt!
          routeNumber: BigInt!
          departsAt: DateTime!
          arrivesAt: DateTime!
          boardingAt: Time
          route: Route!
          plane: Plane
          ticketSet: TicketConnection!
          crewMemberSet: FlightCrewMemberSetConnection!
        Passenger
          id: ID!
          pk: UUID!
          name: String!
          bornOn: Date
          newsletter: Boolean!
          baggageTagSet: BaggageTagConnection!
          loyaltyAccount: LoyaltyAccount
          orderSet: OrderConnection!
          passport: Passport
          ticketSet: TicketConnection!
        Route
          id: ID!
          pk: String!
          number: BigInt!
          distanceKm: Float
          airline: Airline!
          origin: Airport!
          destination: Airport!
          flightSet: FlightConnection!
          routeStopSet: RouteStopConnection!
        RouteStop
          id: ID!
          pk: String!
          airlineId: BigInt!
          routeNumber: BigInt!
          position: Int!
          route: Route!
          airport: Airport!
        Ticket
          id: ID!
          pk: String!
          seat: String
          fare: Decimal!
          flight: Flight!
          passenger: Passenger!
          order: Order
          selectSet: SelectConnection!
    "#]]
    .assert_eq(&fields);
}

#[tokio::test]
async fn relations_are_followed_in_every_direction() {
    let query = "{
        route(id: \"1,100\") {
            id number airline { name parent { name } airlineSet { nodes { name } } }
            origin { name country { name } routeSetByOrigin { nodes { id } } routeSetByDestination { nodes { id } } }
            routeStopSet { nodes { position airport { name } } }
            flightSet(first: 9) { nodes { id departsAt plane { pk planeType { name wideBody } }
                crewMemberSet { nodes { name supervisor { name } crewMemberSet(first: 9) { totalCount } } }
                ticketSet(first: 9) { nodes { seat fare passenger { name passport { number expiresOn country { name } }
                    loyaltyAccount { miles } } order { type group select total } selectSet(first: 9) { nodes { order from where } } } }
            } }
        }
    }";
    let app = TestApp::generated(Format::Dense).await;

    app.execute(query).await.expect_data(expect![[r#"
        {
          "route": {
            "id": "Route:1,100",
            "number": "100",
            "airline": {
              "name": "Danube Air",
              "parent": null,
              "airlineSet": {"nodes": [{"name": "Danube Regional"}, {"name": "Danube Cargo"}]}
            },
            "origin": {
              "name": "Vienna",
              "country": {"name": "Austria"},
              "routeSetByOrigin": {"nodes": [{"id": "Route:1,100"}, {"id": "Route:2,100"}]},
              "routeSetByDestination": {"nodes": [{"id": "Route:1,101"}]}
            },
            "routeStopSet": {"nodes": [{"position": 1, "airport": {"name": "Porto"}}]},
            "flightSet": {
              "nodes": [
                {
                  "id": "Flight:3",
                  "departsAt": "2024-05-02T06:30:00Z",
                  "plane": null,
                  "crewMemberSet": {"nodes": []},
                  "ticketSet": {"nodes": []}
                },
                {
                  "id": "Flight:9007199254740993",
                  "departsAt": "2024-05-01T06:30:00Z",
                  "plane": {"pk": "OE-LBA", "planeType": {"name": "A320", "wideBody": false}},
                  "crewMemberSet": {
                    "nodes": [
                      {
                        "name": "Ingrid Dahl",
                        "supervisor": null,
                        "crewMemberSet": {"totalCount": 2}
                      },
                      {
                        "name": "Eva Maier",
                        "supervisor": {"name": "Ingrid Dahl"},
                        "crewMemberSet": {"totalCount": 0}
                      }
                    ]
                  },
                  "ticketSet": {
                    "nodes": [
                      {
                        "seat": "12A",
                        "fare": "199.5",
                        "passenger": {
                          "name": "Ada Vale",
                          "passport": {
                            "number": "P1234567",
                            "expiresOn": "2031-01-31",
                            "country": {"name": "Austria"}
                          },
                          "loyaltyAccount": {"miles": "120500"}
                        },
                        "order": {"type": "web", "group": null, "select": "3", "total": "349.5"},
                        "selectSet": {
                          "nodes": [
                            {"order": 1, "from": "pasta", "where": "over Lyon"},
                            {"order": 2, "from": "coffee", "where": null}
                          ]
                        }
                      },
                      {
                        "seat": "12B",
                        "fare": "120",
                        "passenger": {
                          "name": "Boris Lind",
                          "passport": null,
                          "loyaltyAccount": null
                        },
                        "order": {
                          "type": "desk",
                          "group": "school",
                          "select": null,
                          "total": "120"
                        },
                        "selectSet": {"nodes": []}
                      }
                    ]
                  }
                }
              ]
            }
          }
        }"#]]);
    // 23 relations; one has only NULLs as keys, and two find their rows already read.
    assert_eq!(app.statements(query).await, 20);
}

#[tokio::test]
async fn columns_of_every_type_are_read() {
    let app = TestApp::generated(Format::Dense).await;

    let reply = app
            .execute(
                "{
                    reading(id: 1) { aTinyint aSmallint anInt anInteger aBigint aFloat aDouble aReal aDecimal aChar
                        aVarchar aText aBoolean aDate aTime aDatetime aTimestamp anInstant aUuid aJson aJsonb aBlob
                        aBinary aVarbinary }
                    orders { nodes { id type group select placedAt total passenger { pk name } } }
                    baggageTags { nodes { id pk weightKg baggageScanSet { nodes { scannedAt airport { name } } } } }
                }",
            )
            .await;

    reply.expect_data(expect![[r#"
        {
          "reading": {
            "aTinyint": -128,
            "aSmallint": -32768,
            "anInt": "2147483647",
            "anInteger": "-9007199254740993",
            "aBigint": "9223372036854775807",
            "aFloat": 0.5,
            "aDouble": 0.1,
            "aReal": 100.0,
            "aDecimal": "1234.5",
            "aChar": "Z",
            "aVarchar": "calm",
            "aText": "It's fine.",
            "aBoolean": true,
            "aDate": "2024-02-29",
            "aTime": "08:30:00",
            "aDatetime": "2024-02-29T08:30:00",
            "aTimestamp": "2024-02-29T08:30:00Z",
            "anInstant": "2024-02-29T06:30:00Z",
            "aUuid": "01234567-89ab-cdef-0123-456789abcdef",
            "aJson": {"a": [true, null], "b": 1},
            "aJsonb": [],
            "aBlob": "AP8=",
            "aBinary": "AQIDBA==",
            "aVarbinary": ""
          },
          "orders": {
            "nodes": [
              {
                "id": "Order:1",
                "type": "web",
                "group": null,
                "select": "3",
                "placedAt": "2024-03-01T12:00:00",
                "total": "349.5",
                "passenger": {"pk": "00000000-0000-4000-8000-000000000001", "name": "Ada Vale"}
              },
              {
                "id": "Order:2",
                "type": "desk",
                "group": "school",
                "select": null,
                "placedAt": "2024-04-01T09:15:30",
                "total": "120",
                "passenger": {
                  "pk": "00000000-0000-4000-8000-000000000002",
                  "name": "Boris Lind"
                }
              }
            ]
          },
          "baggageTags": {
            "nodes": [
              {
                "id": "BaggageTag:0123",
                "pk": "ASM=",
                "weightKg": 18.4,
                "baggageScanSet": {
                  "nodes": [
                    {"scannedAt": "2024-05-01T05:10:00Z", "airport": {"name": "Vienna"}},
                    {"scannedAt": "2024-05-01T10:40:00Z", "airport": {"name": "Lisbon"}}
                  ]
                }
              },
              {
                "id": "BaggageTag:abcdef",
                "pk": "q83v",
                "weightKg": 23.0,
                "baggageScanSet": {
                  "nodes": [
                    {"scannedAt": "2024-05-02T18:00:00Z", "airport": {"name": "Lisbon"}}
                  ]
                }
              }
            ]
          }
        }"#]]);
}
